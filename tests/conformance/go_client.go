// Clients by Go's rules of trust, which are those of Terraform's provider.
//
// Reads rows as JSON from standard input, each a URL and variables, and writes what each failed with, "" for nothing.
// Go reads its roots once for a process, so that each row has one of its own.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
)

type row struct {
	URL       string
	Variables map[string]string
}

func main() {
	if len(os.Args) > 1 {
		response, err := http.Get(os.Args[1])
		if err != nil {
			fmt.Print(err)
			return
		}
		response.Body.Close()
		return
	}
	var rows []row
	if err := json.NewDecoder(os.Stdin).Decode(&rows); err != nil {
		panic(err)
	}
	said := []string{}
	for _, row := range rows {
		said = append(said, request(row))
	}
	json.NewEncoder(os.Stdout).Encode(said)
}

func request(row row) string {
	command := exec.Command(os.Args[0], row.URL)
	command.Env = []string{}
	for name, value := range row.Variables {
		command.Env = append(command.Env, name+"="+value)
	}
	output, err := command.CombinedOutput()
	if err != nil {
		panic(err)
	}
	return string(output)
}
