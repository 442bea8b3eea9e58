{{- /*
What the operator does in every namespace that it watches. One rule for each thing, with the reason; a test runs the operator
with exactly these and fails on one that it lacks and on one that it does not use.
*/ -}}
{{- define "headgate.rules" -}}
# Its caches of the seven kinds. It never writes a spec.
- apiGroups: [headgate.dev]
  resources: [llmgateways, providerbackends, llmroutes, tokenbudgets, llmconsumers, promptfirewalls, failoverdrills]
  verbs: [list, watch]
# Statuses, by server-side apply.
- apiGroups: [headgate.dev]
  resources:
    - llmgateways/status
    - providerbackends/status
    - llmroutes/status
    - tokenbudgets/status
    - llmconsumers/status
    - promptfirewalls/status
    - failoverdrills/status
  verbs: [patch]
# Providers' credentials and callers' keys are read (list, watch). A gateway's snapshot and its proxies' certificate are
# looked at (get) and written: server-side apply is patch, and create where there is none yet.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch, create, patch]
# How callers and the operator reach proxies, and who proxies are: the same, from its cache of what it made.
- apiGroups: [""]
  resources: [services, serviceaccounts]
  verbs: [get, list, watch, create, patch]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch, create, patch]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch]
# Also deleted, when a gateway no longer has `autoscaling`. Everything else goes with its gateway, by the garbage collector.
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [get, list, watch, create, patch, delete]
# Where each proxy is, ready or not.
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [list, watch]
# CircuitOpened, ConfigRejected, ...
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- if .Values.rbac.ownerReferences }}
# What it makes is owned by its gateway and holds up the gateway's deletion: a plugin of the API server asks for this right.
- apiGroups: [headgate.dev]
  resources: [llmgateways/finalizers]
  verbs: [update]
{{- end }}
{{- end -}}
