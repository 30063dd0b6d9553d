// Prints every policy of a Terraform file as JSON, by resource, as HashiCorp's own parser evaluates it with the variables of
// the first argument (JSON). Resources whose count is 0 are left out.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

func main() {
	source, err := os.ReadFile(os.Args[1])
	check(err)
	file, problems := hclsyntax.ParseConfig(source, os.Args[1], hcl.InitialPos)
	checkAll(problems)
	given := ctyjson.SimpleJSONValue{}
	check(json.Unmarshal([]byte(os.Args[2]), &given))
	scope := &hcl.EvalContext{
		Variables: map[string]cty.Value{},
		Functions: map[string]function.Function{
			"jsonencode": stdlib.JSONEncodeFunc, "split": stdlib.SplitFunc, "toset": stdlib.SetUnionFunc, "replace": stdlib.ReplaceFunc,
		},
	}
	for name, value := range given.AsValueMap() {
		scope.Variables[name] = value
	}
	body := file.Body.(*hclsyntax.Body)
	locals := map[string]cty.Value{}
	for _, round := range []int{1, 2} {
		for _, block := range body.Blocks {
			if block.Type != "locals" {
				continue
			}
			for name, attribute := range block.Body.Attributes {
				if value, problems := attribute.Expr.Value(scope); !problems.HasErrors() {
					locals[name] = value
				} else if round == 2 {
					checkAll(problems)
				}
			}
		}
		scope.Variables["local"] = cty.ObjectVal(locals)
	}
	found := map[string]json.RawMessage{}
	for _, block := range body.Blocks {
		if block.Type != "resource" {
			continue
		}
		if count, ok := block.Body.Attributes["count"]; ok {
			value, problems := count.Expr.Value(scope)
			checkAll(problems)
			if value.RawEquals(cty.NumberIntVal(0)) {
				continue
			}
		}
		for _, name := range []string{"policy", "assume_role_policy"} {
			if attribute, ok := block.Body.Attributes[name]; ok {
				value, problems := attribute.Expr.Value(scope)
				checkAll(problems)
				found[block.Labels[0]+"."+block.Labels[1]] = json.RawMessage(value.AsString())
			}
		}
	}
	out, err := json.Marshal(found)
	check(err)
	fmt.Println(string(out))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func checkAll(problems hcl.Diagnostics) {
	if problems.HasErrors() {
		check(problems)
	}
}
