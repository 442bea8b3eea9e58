package main

import (
	"bytes"
	"context"
	"fmt"
	"os"

	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"github.com/fluxcd/pkg/runtime/cel"
	sourcev1 "github.com/fluxcd/source-controller/api/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

// evaluators is Flux's own reading of a kind, where a Kustomization has expressions for it.
type evaluators map[schema.GroupVersionKind]*cel.StatusEvaluator

func (all evaluators) of(object *unstructured.Unstructured) (string, error) {
	evaluator, ok := all[object.GroupVersionKind()]
	if !ok {
		return "", nil
	}
	result, err := evaluator.Evaluate(context.Background(), object)
	if err != nil {
		return "", err
	}
	return string(result.Status), nil
}

func healthChecks(file string) (evaluators, error) {
	all := evaluators{}
	read, err := kustomizations(file)
	if err != nil {
		return nil, err
	}
	for _, kustomization := range read {
		for _, check := range kustomization.Spec.HealthCheckExprs {
			evaluator, err := cel.NewStatusEvaluator(&check.HealthCheckExpressions)
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", file, check.Kind, err)
			}
			all[schema.FromAPIVersionAndKind(check.APIVersion, check.Kind)] = evaluator
		}
	}
	return all, nil
}

// kustomizations reads Flux's manifests into Flux's types; a field that they do not have is an error.
func kustomizations(file string) ([]kustomizev1.Kustomization, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var read []kustomizev1.Kustomization
	for _, document := range bytes.Split(text, []byte("\n---\n")) {
		var head struct{ APIVersion, Kind string }
		if err := yaml.Unmarshal(document, &head); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		switch head.APIVersion + " " + head.Kind {
		case kustomizev1.GroupVersion.String() + " " + kustomizev1.KustomizationKind:
			var kustomization kustomizev1.Kustomization
			err = yaml.UnmarshalStrict(document, &kustomization)
			read = append(read, kustomization)
		case sourcev1.GroupVersion.String() + " " + sourcev1.GitRepositoryKind:
			err = yaml.UnmarshalStrict(document, &sourcev1.GitRepository{})
		default:
			err = fmt.Errorf("neither a Kustomization nor a GitRepository: %s %s", head.APIVersion, head.Kind)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return read, nil
}
