// Command kstatus says what others make of our objects: kstatus (kubectl wait's big brother, in Flux and kpt), Argo CD's
// health script and Flux's health check expressions, each run by the library that those tools run it with.
//
//	kstatus verdicts -lua FILE -now TIME -flux FILE OBJECT...   one JSON line for each object
//	kstatus flux FILE...                                        reads Flux's manifests strictly
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
	"sigs.k8s.io/yaml"
)

// verdict is what the readers say of one recorded object; Flux is empty where it has no expression for the kind.
type verdict struct {
	File    string `json:"file"`
	Kstatus string `json:"kstatus"`
	Argo    health `json:"argo"`
	Flux    string `json:"flux"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "kstatus:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 0 && args[0] == "verdicts" {
		return verdicts(args[1:])
	}
	if len(args) > 1 && args[0] == "flux" {
		for _, file := range args[1:] {
			if _, err := kustomizations(file); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("usage: kstatus verdicts|flux ... FILE...")
}

func verdicts(args []string) error {
	flags := flag.NewFlagSet("verdicts", flag.ContinueOnError)
	lua := flags.String("lua", "", "Argo CD's health script")
	moment := flags.String("now", "", "the time that the script sees, RFC 3339")
	flux := flags.String("flux", "", "Flux's Kustomization with health check expressions")
	if err := flags.Parse(args); err != nil {
		return err
	}
	now, err := time.Parse(time.RFC3339, *moment)
	if err != nil {
		return err
	}
	script, err := os.ReadFile(*lua)
	if err != nil {
		return err
	}
	checks, err := healthChecks(*flux)
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	for _, file := range flags.Args() {
		object, err := read(file)
		if err != nil {
			return err
		}
		result, err := status.Compute(object)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		argo, err := argoHealth(string(script), object, now)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		says, err := checks.of(object)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if err := out.Encode(verdict{filepath.Base(file), string(result.Status), argo, says}); err != nil {
			return err
		}
	}
	return nil
}

// read takes an object as a client gets it: whole numbers as int64.
func read(file string) (*unstructured.Unstructured, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	document, err := yaml.YAMLToJSON(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(document); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return object, nil
}
