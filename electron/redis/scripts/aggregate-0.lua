#!lua flags=no-writes,allow-cross-slot-keys
-- Walks a piece of this server's keys and adds them up by namespace and family.
-- KEYS   none
-- ARGV   1 cursor
--        2 time budget in microseconds
--        3 inner SCAN COUNT
--        4 JSON: [[namespace, family, ...], ...]
--        5 JSON: TTL bucket bounds in seconds, ascending, exclusive
--        6 only keys larger than this many bytes are named as biggest
--        7 at most so many of them
-- OUT    {next cursor, keys walked, microseconds used,
--         {{namespace or '', family, keys, bytes, measured, unmeasured, without TTL,
--           {keys per bucket}, {type, keys, type, keys, ...}}, ...},
--         {key, bytes, key, bytes, ...}}
-- Each read is a pcall: a key this user may not read is counted as unmeasured and never ends the walk.
local cursor, budget, count = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local bounds = cjson.decode(ARGV[5])
local threshold, most = tonumber(ARGV[6]), tonumber(ARGV[7])
local families = {}
for _, row in ipairs(cjson.decode(ARGV[4])) do
  local known = {}
  for i = 2, #row do known[row[i]] = true end
  families[row[1]] = known
end

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function bucketOf(ttl)
  for i = 1, #bounds do
    if ttl < bounds[i] * 1000 then return i end
  end
  return #bounds + 1
end

local order = {}
local function newCell(namespace, family)
  local cell = { namespace = namespace, family = family, keys = 0, bytes = 0, measured = 0, unmeasured = 0, noTtl = 0, ttl = {}, types = {} }
  for i = 1, #bounds + 1 do cell.ttl[i] = 0 end
  order[#order + 1] = cell
  return cell
end

-- The family is the text up to the second colon; a namespace's key of no known family is its own 'other'.
local find, sub = string.find, string.sub
local byNamespace, outside = {}, nil
local function cellOf(key)
  local first = find(key, ':', 1, true)
  local namespace = first and sub(key, 1, first - 1)
  local known = namespace and families[namespace]
  if not known then
    outside = outside or newCell('', 'other')
    return outside
  end
  local second = find(key, ':', first + 1, true)
  local family = second and sub(key, first + 1, second - 1)
  if not (family and known[family]) then family = 'other' end
  local cells = byNamespace[namespace]
  if not cells then
    cells = {}
    byNamespace[namespace] = cells
  end
  local cell = cells[family]
  if not cell then
    cell = newCell(namespace, family)
    cells[family] = cell
  end
  return cell
end

local biggest = {}
local function nameIfBig(key, bytes)
  if bytes <= threshold then return end
  if #biggest < most then
    biggest[#biggest + 1] = { key, bytes }
    return
  end
  local smallest = 1
  for i = 2, #biggest do
    if biggest[i][2] < biggest[smallest][2] then smallest = i end
  end
  if biggest[smallest][2] < bytes then biggest[smallest] = { key, bytes } end
end

local function add(key)
  local ttl = redis.pcall('PTTL', key)
  if ttl == -2 then return end
  local cell = cellOf(key)
  cell.keys = cell.keys + 1
  if type(ttl) ~= 'number' then
    cell.unmeasured = cell.unmeasured + 1
  elseif ttl == -1 then
    cell.noTtl = cell.noTtl + 1
  else
    local bucket = bucketOf(ttl)
    cell.ttl[bucket] = cell.ttl[bucket] + 1
  end
  local bytes = redis.pcall('MEMORY', 'USAGE', key)
  if type(bytes) == 'number' then
    cell.bytes = cell.bytes + bytes
    cell.measured = cell.measured + 1
    nameIfBig(key, bytes)
  end
  local kind = redis.pcall('TYPE', key)
  if kind.ok then cell.types[kind.ok] = (cell.types[kind.ok] or 0) + 1 end
end

local started, walked, steps = now(), 0, 0
local used
repeat
  local page = redis.call('SCAN', cursor, 'COUNT', count)
  cursor = page[1]
  walked = walked + #page[2]
  for _, key in ipairs(page[2]) do add(key) end
  steps = steps + 1
  used = now() - started
-- A server whose clock stands still inside a script must not be held for the whole keyspace.
until cursor == '0' or used >= budget or steps >= 400

local out = {}
for i, cell in ipairs(order) do
  local types = {}
  for name, keys in pairs(cell.types) do
    types[#types + 1] = name
    types[#types + 1] = keys
  end
  out[i] = { cell.namespace, cell.family, cell.keys, cell.bytes, cell.measured, cell.unmeasured, cell.noTtl, cell.ttl, types }
end
local big = {}
for _, entry in ipairs(biggest) do
  big[#big + 1] = entry[1]
  big[#big + 1] = entry[2]
end
return { cursor, walked, used, out, big }
