// Command hello is what the smoke test runs in pods: a server, and a client for images without a shell.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const usage = "usage: hello serve | get URL | resolve NAME | load URL"

func main() {
	if len(os.Args) < 2 {
		os.Args = append(os.Args, "serve")
	}
	var err error
	switch verb, arguments := os.Args[1], os.Args[2:]; {
	case verb == "serve" && len(arguments) == 0:
		err = serve()
	case verb == "get" && len(arguments) == 1:
		err = get(arguments[0], os.Stdout)
	case verb == "resolve" && len(arguments) == 1:
		err = resolve(arguments[0])
	case verb == "load" && len(arguments) == 1:
		load(arguments[0])
	default:
		err = fmt.Errorf(usage)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve answers every path with its version and its pod's name until it is told to end, and ends
// when the requests that are running then are answered.
func serve() error {
	pod, _ := os.Hostname()
	server := &http.Server{Addr: ":8080", Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, os.Getenv("VERSION"), pod)
	})}
	told, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	drained := make(chan error, 1)
	go func() {
		<-told.Done()
		drained <- server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return <-drained
}

// get prints the body of one answer. Each call dials anew: a kept connection would bypass a new policy.
func get(url string, to io.Writer) error {
	client := http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get(url)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s", answer.Status)
	}
	_, err = io.Copy(to, answer.Body)
	return err
}

func resolve(name string) error {
	found, err := net.LookupHost(name)
	for _, address := range found {
		fmt.Println(address)
	}
	return err
}

// load calls again and again. From the first answer on it says after each 50 calls, and when it is told
// to end, how many were answered and how many were not.
func load(url string) {
	told, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	for told.Err() == nil && get(url, io.Discard) != nil {
		time.Sleep(50 * time.Millisecond)
	}
	answered, failed := 0, 0
	for told.Err() == nil {
		if err := get(url, io.Discard); err != nil {
			failed++
			fmt.Println("error:", err)
		} else {
			answered++
		}
		if (answered+failed)%50 == 0 {
			fmt.Println("answered", answered, "failed", failed)
		}
		time.Sleep(2 * time.Millisecond)
	}
	fmt.Println("answered", answered, "failed", failed)
}
