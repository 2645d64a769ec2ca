package argo

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	prometheusmetric "github.com/argoproj/argo-rollouts/metricproviders/prometheus"
	"github.com/argoproj/argo-rollouts/metricproviders/webmetric"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	log "github.com/sirupsen/logrus"
)

func askGate(t *testing.T, metric v1alpha1.Metric) v1alpha1.Measurement {
	t.Helper()
	client, err := webmetric.NewWebMetricHttpClient(metric)
	if err != nil {
		t.Fatal(err)
	}
	parser, err := webmetric.NewWebMetricJsonParser(metric)
	if err != nil {
		t.Fatal(err)
	}
	return webmetric.NewWebMetricProvider(*log.NewEntry(log.New()), client, parser).Run(nil, metric)
}

func askPrometheus(t *testing.T, metric v1alpha1.Metric) v1alpha1.Measurement {
	t.Helper()
	api, err := prometheusmetric.NewPrometheusAPI(metric)
	if err != nil {
		t.Fatal(err)
	}
	provider, err := prometheusmetric.NewPrometheusProvider(api, *log.NewEntry(log.New()), metric)
	if err != nil {
		t.Fatal(err)
	}
	return provider.Run(nil, metric)
}

// arguments of a Rollout. GateIT names the version of a candidate so.
func arguments(t *testing.T, candidate string) map[string]string {
	t.Helper()
	return map[string]string{
		"candidate":  candidate,
		"version":    "digest-of-" + candidate,
		"token":      "a-token-of-the-gate",
		"penumbra":   environment(t, "GATE"),
		"prometheus": environment(t, "PROMETHEUS"),
	}
}

func expect(t *testing.T, measured v1alpha1.Measurement, phase v1alpha1.AnalysisPhase) {
	t.Helper()
	if measured.Phase != phase {
		t.Errorf("%s (value %.200s, message %s), expected %s", measured.Phase, measured.Value, measured.Message, phase)
	}
}

func TestVerdictDecides(t *testing.T) {
	for candidate, expected := range map[string]struct {
		phase v1alpha1.AnalysisPhase
		value string
		shown string
	}{
		"same":    {v1alpha1.AnalysisPhaseSuccessful, `"pass"`, "[1]"},
		"harmful": {v1alpha1.AnalysisPhaseFailed, `"fail"`, "[-1]"},
		"watched": {v1alpha1.AnalysisPhaseInconclusive, `"inconclusive"`, "[0]"},
	} {
		t.Run(candidate, func(t *testing.T) {
			answer := askGate(t, metric(t, web, arguments(t, candidate)))
			expect(t, answer, expected.phase)
			if answer.Value != expected.value {
				t.Errorf("the AnalysisRun keeps %.200s, expected %s alone", answer.Value, expected.value)
			}
			shown := askPrometheus(t, metric(t, prometheus, arguments(t, candidate)))
			expect(t, shown, expected.phase)
			if shown.Value != expected.shown {
				t.Errorf("Prometheus says %s, expected %s", shown.Value, expected.shown)
			}
		})
	}
}

func TestGateIsShownItsToken(t *testing.T) {
	shown := ""
	gate := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		shown = request.Header.Get("Authorization")
	}))
	defer gate.Close()
	args := arguments(t, "same")
	args["penumbra"] = gate.URL
	askGate(t, metric(t, web, args))
	if shown != "Bearer a-token-of-the-gate" {
		t.Errorf("Authorization is %q", shown)
	}
}

func TestVerdictOnAnotherVersionDecidesNothing(t *testing.T) {
	for _, candidate := range []string{"same", "harmful"} {
		args := arguments(t, candidate)
		args["version"] = "digest-of-the-next"
		expect(t, askGate(t, metric(t, web, args)), v1alpha1.AnalysisPhaseInconclusive)
		expect(t, askPrometheus(t, metric(t, prometheus, args)), v1alpha1.AnalysisPhaseInconclusive)
	}
}

func TestUnknownCandidateIsAnError(t *testing.T) {
	expect(t, askGate(t, metric(t, web, arguments(t, "pruned-59"))), v1alpha1.AnalysisPhaseError)
}

func TestGateThatStartsIsAnError(t *testing.T) {
	args := arguments(t, "same")
	args["penumbra"] = environment(t, "STARTING_GATE")
	answer := askGate(t, metric(t, web, args))
	expect(t, answer, v1alpha1.AnalysisPhaseError)
	if answer.Message != "received non 2xx response code: 503" {
		t.Error(answer.Message)
	}
}

func TestRefusedConnectionIsAnError(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	args := arguments(t, "same")
	args["penumbra"] = gone.URL
	args["prometheus"] = gone.URL
	gone.Close()
	expect(t, askGate(t, metric(t, web, args)), v1alpha1.AnalysisPhaseError)
	expect(t, askPrometheus(t, metric(t, prometheus, args)), v1alpha1.AnalysisPhaseError)
}

func TestSlowGateIsAnError(t *testing.T) {
	stop := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-stop }))
	defer slow.Close()
	defer close(stop)
	args := arguments(t, "same")
	args["penumbra"] = slow.URL
	asked := metric(t, web, args)
	if asked.Provider.Web.TimeoutSeconds != 20 {
		t.Errorf("the template waits %d s", asked.Provider.Web.TimeoutSeconds)
	}
	asked.Provider.Web.TimeoutSeconds = 1
	start := time.Now()
	expect(t, askGate(t, asked), v1alpha1.AnalysisPhaseError)
	if waited := time.Since(start); waited > 10*time.Second {
		t.Errorf("gave up after %s", waited)
	}
}

// Argo Rollouts takes what is no JSON for a success. So the second metric keeps the rollout waiting.
func TestLoginPageDoesNotPass(t *testing.T) {
	login := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<!doctype html><title>Sign in</title>"))
	}))
	defer login.Close()
	for candidate, phase := range map[string]v1alpha1.AnalysisPhase{
		"harmful": v1alpha1.AnalysisPhaseFailed,
		"watched": v1alpha1.AnalysisPhaseInconclusive,
	} {
		args := arguments(t, candidate)
		args["penumbra"] = login.URL
		if answer := askGate(t, metric(t, web, args)); answer.Phase != v1alpha1.AnalysisPhaseSuccessful {
			t.Errorf("Argo Rollouts now says %s of a login page; is the second metric still needed?", answer.Phase)
		}
		expect(t, askPrometheus(t, metric(t, prometheus, args)), phase)
		args["prometheus"] = login.URL
		expect(t, askPrometheus(t, metric(t, prometheus, args)), v1alpha1.AnalysisPhaseError)
	}
}
