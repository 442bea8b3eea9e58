-- What Argo CD shows of the kinds of headgate.dev: one script for all seven. Written for what Argo CD lets a script
-- have: no string library, of os only time and date.
--
-- Healthy      it does what it says
-- Suspended    it was taken out by hand: a backend's circuits forced open, a drill suspended
-- Progressing  not known yet, or waiting for something that usually comes within minutes
-- Degraded     refused until someone edits it, or it does not do what it says

-- For so many seconds a missing backend, Secret or proxy is on its way; after that it is missing.
local patience = 300

local function before(seconds)
  local now = os.time()
  -- A moment that is given is shown in local time; the difference makes it UTC.
  local shift = os.time(os.date("!*t")) - now
  return os.date("%Y-%m-%dT%H:%M:%SZ", now + shift - seconds)
end

local function says(status, message)
  return {status = status, message = message}
end

if obj.metadata.deletionTimestamp ~= nil then
  return says("Progressing", "It is being deleted.")
end

local status = obj.status or {}
if status.observedGeneration ~= nil and status.observedGeneration ~= obj.metadata.generation then
  return says("Progressing", "The operator has not looked at the last edit yet.")
end

local conditions = {}
for _, condition in ipairs(status.conditions or {}) do
  conditions[condition.type] = condition
end
local ready = conditions.Ready
local stalled = conditions.Stalled

if stalled ~= nil and stalled.status == "True" then
  return says("Degraded", stalled.reason .. ": " .. stalled.message)
end
if ready == nil then
  return says("Progressing", "The operator has not seen it yet.")
end
if ready.status == "Unknown" then
  return says("Progressing", ready.message)
end
if ready.status == "True" then
  local spec = obj.spec or {}
  if spec.suspend == true then
    return says("Suspended", "No drill is run while spec.suspend is true.")
  end
  if spec.circuitBreaker ~= nil and spec.circuitBreaker.force == "Open" then
    return says("Suspended", "It gets no calls while spec.circuitBreaker.force is Open.")
  end
  local expiring = conditions.CredentialExpiring
  if expiring ~= nil and expiring.status == "True" then
    return says("Healthy", expiring.reason .. ": " .. expiring.message)
  end
  local supported = conditions.FullySupported
  if supported ~= nil and supported.status == "False" then
    return says("Healthy", supported.message)
  end
  return says("Healthy", ready.message)
end

local programmed = conditions.Programmed
local waits = ready.reason == "NotAccepted" or ready.reason == "NotResolved" or ready.reason == "NotProgrammed"
if programmed ~= nil and programmed.reason == "SnapshotRejected" then
  waits = false
end
if waits and ready.lastTransitionTime > before(patience) then
  return says("Progressing", ready.message)
end
return says("Degraded", ready.message)
