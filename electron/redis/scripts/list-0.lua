#!lua flags=no-writes,allow-cross-slot-keys
-- Walks a piece of this server's keys and returns those that begin with one of the prefixes.
-- KEYS   none
-- ARGV   1 cursor
--        2 time budget in microseconds
--        3 inner SCAN COUNT
--        4 prefix whose keys are only tallied, or ''
--        5 '1' where the server knows PEXPIRETIME
--        6... prefixes
-- OUT    {next cursor, keys walked, microseconds used,
--         {key, absolute expiry in ms (-1 without TTL, -3 not readable), bytes (-1 not readable), ...},
--         keys tallied, longest remaining lifetime among them in ms (-1 where none has a TTL)}
-- The prefixes are compared byte by byte, never used as patterns.
local cursor, budget, count = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local tally, absolute = ARGV[4], ARGV[5] == '1'
local counts = tally ~= '' and #tally
local call, try, type, sub = redis.call, redis.pcall, type, string.sub

local function now()
  local time = call('TIME')
  return time[1] * 1000000 + time[2]
end

local started = now()

-- Without PEXPIRETIME the instant is made of the remaining time; the server's clock stands still inside a script.
local function expiryOf(key)
  if absolute then
    local at = try('PEXPIRETIME', key)
    return type(at) == 'number' and at or -3
  end
  local left = try('PTTL', key)
  if type(left) ~= 'number' then return -3 end
  return left < 0 and left or math.floor(started / 1000) + left
end

local prefixes = {}
for i = 6, #ARGV do prefixes[i - 5] = ARGV[i] end

local function isAskedFor(key)
  for i = 1, #prefixes do
    local prefix = prefixes[i]
    if sub(key, 1, #prefix) == prefix then return true end
  end
  return false
end

local found, held, walked, steps, tallied, longest, used = {}, 0, 0, 0, 0, -1, 0
repeat
  local page = call('SCAN', cursor, 'COUNT', count)
  local keys = page[2]
  cursor = page[1]
  walked = walked + #keys
  for i = 1, #keys do
    local key = keys[i]
    if isAskedFor(key) then
      local at = expiryOf(key)
      if at ~= -2 then
        local bytes = try('MEMORY', 'USAGE', key)
        found[held + 1] = key
        found[held + 2] = at
        found[held + 3] = type(bytes) == 'number' and bytes or -1
        held = held + 3
      end
    end
    if counts and sub(key, 1, counts) == tally then
      tallied = tallied + 1
      local left = try('PTTL', key)
      if type(left) == 'number' and left > longest then longest = left end
    end
  end
  steps = steps + 1
  used = now() - started
until cursor == '0' or used >= budget or steps >= 400

return { cursor, walked, used, found, tallied, longest }
