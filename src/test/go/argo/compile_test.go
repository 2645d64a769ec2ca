package argo

import (
	_ "github.com/argoproj/argo-rollouts/metricproviders/prometheus"
	_ "github.com/argoproj/argo-rollouts/metricproviders/webmetric"
	_ "github.com/argoproj/argo-rollouts/pkg/apis/rollouts/validation"
	_ "sigs.k8s.io/yaml"
)
