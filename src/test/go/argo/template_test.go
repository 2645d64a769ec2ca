// Package argo tries the AnalysisTemplate with the code of Argo Rollouts itself.
package argo

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/validation"
	analysisutil "github.com/argoproj/argo-rollouts/utils/analysis"
	"sigs.k8s.io/yaml"
)

const (
	web        = "verdict"
	prometheus = "verdict-in-prometheus"
)

// environment is the value of a variable that the test needs.
func environment(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		t.Fatalf("%s is not set", name)
	}
	return value
}

func template(t *testing.T) *v1alpha1.AnalysisTemplate {
	t.Helper()
	file, err := os.ReadFile(environment(t, "ANALYSIS_TEMPLATE"))
	if err != nil {
		t.Fatal(err)
	}
	var read v1alpha1.AnalysisTemplate
	if err := yaml.UnmarshalStrict(file, &read); err != nil {
		t.Fatal(err)
	}
	return &read
}

// metric is one metric of the template with its arguments resolved, as the controller resolves them.
func metric(t *testing.T, name string, args map[string]string) v1alpha1.Metric {
	t.Helper()
	read := template(t)
	resolved := read.Spec.Args
	for i, arg := range resolved {
		if value, given := args[arg.Name]; given {
			resolved[i].Value = &value
		}
	}
	for _, each := range read.Spec.Metrics {
		if each.Name == name {
			metric, err := analysisutil.ResolveMetricArgs(each, resolved)
			if err != nil {
				t.Fatal(err)
			}
			return *metric
		}
	}
	t.Fatalf("the template has no metric %s", name)
	return v1alpha1.Metric{}
}

// refusals are what the validation of a Rollout says of the template in one of its steps.
func refusals(template *v1alpha1.AnalysisTemplate) []string {
	value := func(name string) v1alpha1.AnalysisRunArgument {
		return v1alpha1.AnalysisRunArgument{Name: name, Value: "any"}
	}
	args := []v1alpha1.AnalysisRunArgument{value("candidate"), value("version")}
	rollout := &v1alpha1.Rollout{Spec: v1alpha1.RolloutSpec{Strategy: v1alpha1.RolloutStrategy{
		Canary: &v1alpha1.CanaryStrategy{Steps: []v1alpha1.CanaryStep{{Analysis: &v1alpha1.RolloutAnalysis{
			Templates: []v1alpha1.AnalysisTemplateRef{{TemplateName: template.Name}},
			Args:      args,
		}}}},
	}}}
	var said []string
	for _, refusal := range validation.ValidateAnalysisTemplatesWithType(rollout, validation.AnalysisTemplatesWithType{
		AnalysisTemplates: []*v1alpha1.AnalysisTemplate{template},
		TemplateType:      validation.InlineAnalysis,
		Args:              args,
	}) {
		said = append(said, refusal.Error())
	}
	return said
}

func TestStepMayUseTheTemplate(t *testing.T) {
	if said := refusals(template(t)); len(said) > 0 {
		t.Errorf("refused: %v", said)
	}
	if err := analysisutil.ValidateMetrics(template(t).Spec.Metrics); err != nil {
		t.Error(err)
	}
}

// What is refused shows that the test above can fail.
func TestStepRefusesAMetricWithoutEnd(t *testing.T) {
	for i, each := range template(t).Spec.Metrics {
		changed := template(t)
		changed.Spec.Metrics[i].Count = nil
		said := fmt.Sprint(refusals(changed))
		if !strings.Contains(said, "metric "+each.Name+" which runs indefinitely") {
			t.Errorf("%s without a count: %s", each.Name, said)
		}
	}
}

func TestLimitsAreThoseOfTwelveHoursAndThirtyMinutes(t *testing.T) {
	for _, each := range template(t).Spec.Metrics {
		if each.EffectiveCount().IntValue() != each.InconclusiveLimit.IntValue()+1 {
			t.Errorf("%s: count %s, expected one more than inconclusiveLimit %s", each.Name, each.Count, each.InconclusiveLimit)
		}
		interval, err := each.Interval.Duration()
		if err != nil {
			t.Fatal(err)
		}
		if hours := interval.Hours() * float64(each.InconclusiveLimit.IntValue()); hours != 12 {
			t.Errorf("%s waits %g hours for a verdict, expected 12", each.Name, hours)
		}
		// the controller asks again 10 s after an error
		if minutes := each.ConsecutiveErrorLimit.IntValue() * 10 / 60; minutes != 30 {
			t.Errorf("%s bears %d minutes of errors, expected 30", each.Name, minutes)
		}
	}
}
