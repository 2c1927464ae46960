-- Spreads requests over users and their tasks: wrk ... -- OPERATION TOKENS USERS TASKS SEED
local share = { get = 70, list = 90, create = 95 }
local tokens = {}
local operation, users, tasks

function init(arguments)
  operation = arguments[1]
  users, tasks = tonumber(arguments[3]), tonumber(arguments[4])
  math.randomseed(tonumber(arguments[5]))
  for token in io.lines(arguments[2]) do tokens[#tokens + 1] = token end
end

function request()
  local user, task = math.random(users), math.random(tasks)
  local path = "/api/user-" .. user .. "/tasks"
  local headers = { Authorization = "Bearer " .. tokens[user] }
  local what = operation
  if what == "mix" then
    local drawn = math.random(100)
    what = drawn <= share.get and "get" or drawn <= share.list and "list" or drawn <= share.create and "create" or "complete"
  end
  if what == "get" then return wrk.format("GET", path .. "/" .. task, headers) end
  if what == "list" then return wrk.format("GET", path .. "?limit=50", headers) end
  if what == "complete" then return wrk.format("PATCH", path .. "/" .. task .. "/complete", headers) end
  headers["Content-Type"] = "application/json"
  local body = '{"title":"Buy milk","description":"Two litres","priority":"high","tags":["home","shop"],"due_date":"2026-12-01"}'
  return wrk.format("POST", path, headers, body)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('\n{"requests":%d,"seconds":%f,"p50_ms":%f,"p99_ms":%f,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
