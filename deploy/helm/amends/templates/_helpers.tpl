{{- define "amends.labels" -}}
app.kubernetes.io/name: amends
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "amends.select" -}}
app.kubernetes.io/name: amends
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "amends.image" -}}
{{ .root.Values.image.prefix }}-{{ .part }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* Every Rasa by its own name: web chooses among them by the conversation. */}}
{{- define "amends.rasaUrls" -}}
{{- $name := .Release.Name -}}
{{- $urls := list -}}
{{- range $number := until (int .Values.rasa.replicas) -}}
{{- $urls = append $urls (printf "http://%s-rasa-%d.%s-rasa:8105" $name $number $name) -}}
{{- end -}}
{{- join "," $urls -}}
{{- end }}

{{/* What web, actions, worker and the commands are told. */}}
{{- define "amends.environment" -}}
- {name: AMENDS_PUBLIC_URL, value: {{ printf "https://%s" .Values.host | quote }}}
- {name: AMENDS_RASA_URL, value: {{ include "amends.rasaUrls" . | quote }}}
- {name: AMENDS_TRUSTED_PROXY, value: {{ required "trustedProxy: name the networks of the ingress controller's pods" .Values.trustedProxy | quote }}}
{{- if not (hasKey .Values.settings "AMENDS_EVIDENCE_STORE") }}
- {name: AMENDS_EVIDENCE_STORE, value: /var/lib/amends/evidence}
{{- end }}
{{- range $name, $value := .Values.settings }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
- {name: AMENDS_DATABASE_URL_FILE, value: /run/secrets/amends/database_url}
- {name: AMENDS_INTERNAL_SECRET_FILE, value: /run/secrets/amends/internal_secret}
- {name: AMENDS_CHANNEL_SECRET_FILE, value: /run/secrets/amends/channel_secret}
- {name: AMENDS_PSEUDONYM_SECRET_FILE, value: /run/secrets/amends/pseudonym_secret}
{{- range $name, $key := .Values.secretKeys }}
- {name: {{ $name }}_FILE, value: /run/secrets/amends/{{ $key }}}
{{- end }}
{{- end }}

{{- define "amends.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "amends.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "amends.placing" -}}
automountServiceAccountToken: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "amends.select" . | nindent 8 }}
securityContext: {{- include "amends.podSecurity" . | nindent 2 }}
{{- end }}

{{/* Loading takes a while; then `live` says whether a new process would help, and `ready` whether this one can work. */}}
{{- define "amends.probes" -}}
startupProbe:
  httpGet: {path: {{ .live }}, port: {{ .port }}}
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet: {path: {{ .live }}, port: {{ .port }}}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /health, port: {{ .port }}}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 3
{{- end }}

{{- define "amends.coreMounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: secrets, mountPath: /run/secrets/amends, readOnly: true}
{{- end }}

{{- define "amends.coreVolumes" -}}
- {name: tmp, emptyDir: {}}
- name: secrets
  secret: {secretName: {{ .Values.existingSecret }}, defaultMode: 0440}
{{- end }}

{{- define "amends.evidenceMount" -}}
{{- if .Values.evidence.volume }}
- {name: evidence, mountPath: /var/lib/amends}
{{- end }}
{{- end }}

{{- define "amends.evidenceVolume" -}}
{{- if .Values.evidence.volume }}
- name: evidence
  persistentVolumeClaim: {claimName: {{ .Values.evidence.existingClaim | default (printf "%s-evidence" .Release.Name) }}}
{{- end }}
{{- end }}
