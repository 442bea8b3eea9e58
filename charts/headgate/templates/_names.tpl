{{- /* The name of everything of this release: headgate-operator for a release called headgate. */ -}}
{{- define "headgate.name" -}}
{{- if contains "headgate" .Release.Name -}}
{{- printf "%s-operator" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-headgate-operator" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- /* Objects of the whole cluster carry the namespace too: two releases of one name do not meet. */ -}}
{{- define "headgate.clusterName" -}}
{{- printf "%s.%s" (include "headgate.name" .) .Release.Namespace -}}
{{- end -}}

{{- /* Which pods are this release's. Proxies let in nobody else than pods of this name on their admin port. */ -}}
{{- define "headgate.selector" -}}
app.kubernetes.io/name: headgate-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "headgate.labels" -}}
{{ include "headgate.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: headgate
app.kubernetes.io/component: operator
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "headgate.tag" -}}
{{- .Values.image.tag | default .Chart.AppVersion -}}
{{- end -}}
