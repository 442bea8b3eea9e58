package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type health struct {
	Status  string `json:"status"`
	Message string `json:"message"`
}

var healthStatuses = map[string]bool{
	"Healthy": true, "Progressing": true, "Degraded": true, "Suspended": true, "Missing": true, "Unknown": true,
}

// argoHealth runs a health script as Argo CD does without useOpenLibs: its interpreter, a second of time, the base and
// table libraries, and of os only time and date; no string library.
func argoHealth(script string, object *unstructured.Unstructured, now time.Time) (health, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	for name, open := range map[string]lua.LGFunction{lua.BaseLibName: lua.OpenBase, lua.TabLibName: lua.OpenTable} {
		state.Push(state.NewFunction(open))
		state.Push(lua.LString(name))
		state.Call(1, 0)
	}
	state.SetGlobal("os", state.SetFuncs(state.NewTable(), clock(now)))
	limit, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	state.SetContext(limit)
	state.SetGlobal("obj", value(state, object.Object))
	if err := state.DoString(script); err != nil {
		return health{}, err
	}
	table, ok := state.Get(-1).(*lua.LTable)
	if !ok {
		return health{}, fmt.Errorf("the script returns no table")
	}
	found := health{table.RawGetString("status").String(), lua.LVAsString(table.RawGetString("message"))}
	if !healthStatuses[found.Status] {
		return health{}, fmt.Errorf("%q is no health status", found.Status)
	}
	return found, nil
}

// clock is the two functions of os that Argo CD leaves, at one moment. As there, a moment that is given is shown in
// local time, also where UTC is asked for; local is UTC+2 here, so that a script that forgets it is found out.
func clock(now time.Time) map[string]lua.LGFunction {
	local := time.FixedZone("local", 2*60*60)
	return map[string]lua.LGFunction{
		"time": func(state *lua.LState) int {
			moment := now
			if state.GetTop() > 0 {
				field := func(name string) int { return int(lua.LVAsNumber(state.CheckTable(1).RawGetString(name))) }
				moment = time.Date(
					field("year"), time.Month(field("month")), field("day"), field("hour"), field("min"), field("sec"), 0, local)
			}
			state.Push(lua.LNumber(moment.Unix()))
			return 1
		},
		"date": func(state *lua.LState) int {
			format := state.CheckString(1)
			moment := now.In(local)
			if strings.HasPrefix(format, "!") {
				moment = now.UTC()
				format = format[1:]
			}
			if state.GetTop() > 1 {
				moment = time.Unix(state.CheckInt64(2), 0).In(local)
			}
			if format == "*t" {
				fields := state.NewTable()
				for name, number := range map[string]int{
					"year": moment.Year(), "month": int(moment.Month()), "day": moment.Day(),
					"hour": moment.Hour(), "min": moment.Minute(), "sec": moment.Second(),
				} {
					fields.RawSetString(name, lua.LNumber(number))
				}
				state.Push(fields)
				return 1
			}
			for flag, layout := range map[string]string{
				"%Y": "2006", "%m": "01", "%d": "02", "%H": "15", "%M": "04", "%S": "05",
			} {
				format = strings.ReplaceAll(format, flag, moment.Format(layout))
			}
			state.Push(lua.LString(format))
			return 1
		},
	}
}

func value(state *lua.LState, of any) lua.LValue {
	switch one := of.(type) {
	case bool:
		return lua.LBool(one)
	case string:
		return lua.LString(one)
	case int64:
		return lua.LNumber(one)
	case float64:
		return lua.LNumber(one)
	case []any:
		list := state.NewTable()
		for _, item := range one {
			list.Append(value(state, item))
		}
		return list
	case map[string]any:
		table := state.NewTable()
		for key, item := range one {
			table.RawSetString(key, value(state, item))
		}
		return table
	}
	return lua.LNil
}
