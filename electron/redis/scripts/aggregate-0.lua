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
--        8 cursor behind the segment to walk: '0' for the last segment, and for a walk that is not split
--        9 number of segments, a power of two up to 8
-- OUT    {next cursor or '0' at the segment's end, keys walked, microseconds used,
--         {{namespace or '', family, keys, bytes, measured, unmeasured, without TTL,
--           {keys per bucket}, {type, keys, type, keys, ...}}, ...},
--         {key, bytes, key, bytes, ...}}
-- Each read is a pcall: a key this user may not read is counted as unmeasured and never ends the walk.
local cursor, budget, count = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local bounds = cjson.decode(ARGV[5])
local threshold, most = tonumber(ARGV[6]), tonumber(ARGV[7])
local behind, segments = ARGV[8], tonumber(ARGV[9])
-- Of what follows each line runs once per key and is a part of the cost of a pass.
local call, try, type, find, sub = redis.call, redis.pcall, type, string.find, string.sub

for i = 1, #bounds do bounds[i] = bounds[i] * 1000 end
local buckets = #bounds + 1

-- A cell is what OUT says of it. Its types are by name until the end.
local order = {}
local function newCell(namespace, family)
  local cell = { namespace, family, 0, 0, 0, 0, 0, {}, {} }
  for i = 1, buckets do cell[8][i] = 0 end
  return cell
end

-- By 'namespace:family:' and, for a namespace's keys of no known family, by 'namespace:'.
local cells = {}
for _, row in ipairs(cjson.decode(ARGV[4])) do
  local namespace = row[1]
  cells[namespace .. ':'] = newCell(namespace, 'other')
  for i = 2, #row do cells[namespace .. ':' .. row[i] .. ':'] = newCell(namespace, row[i]) end
end
local outside = newCell('', 'other')

-- The family is the text up to the second colon.
local function cellOf(key)
  local first = find(key, ':', 1, true)
  if not first then return outside end
  local second = find(key, ':', first + 1, true)
  return second and cells[sub(key, 1, second)] or cells[sub(key, 1, first)] or outside
end

local biggest = {}
local function name(key, bytes)
  local place = #biggest + 1
  if place > most then
    place = 1
    for i = 2, most do
      if biggest[i][2] < biggest[place][2] then place = i end
    end
    threshold = biggest[place][2]
    if bytes <= threshold then return end
  end
  biggest[place] = { key, bytes }
end

local function add(key)
  local ttl = try('PTTL', key)
  if ttl == -2 then return end
  local cell = cellOf(key)
  if cell[3] == 0 then order[#order + 1] = cell end
  cell[3] = cell[3] + 1
  if type(ttl) ~= 'number' then
    cell[6] = cell[6] + 1
  elseif ttl == -1 then
    cell[7] = cell[7] + 1
  else
    local bucket, kept = 1, cell[8]
    while bucket < buckets and ttl >= bounds[bucket] do bucket = bucket + 1 end
    kept[bucket] = kept[bucket] + 1
  end
  local bytes = try('MEMORY', 'USAGE', key)
  if type(bytes) == 'number' then
    cell[4] = cell[4] + bytes
    cell[5] = cell[5] + 1
    if bytes > threshold then name(key, bytes) end
  end
  local kind, types = try('TYPE', key).ok, cell[9]
  if kind then types[kind] = (types[kind] or 0) + 1 end
end

local function now()
  local time = call('TIME')
  return time[1] * 1000000 + time[2]
end

-- SCAN counts its cursor up from the highest bit to the lowest: the lowest bits name the segment, whatever the table's
-- size. A cursor may exceed what a number holds; its last three digits are enough, as 8 divides 1000.
local function segmentOf(at) return tonumber(sub(at, -3)) % segments end
local own = segmentOf(cursor)

local started, walked, steps = now(), 0, 0
local used
repeat
  local page = call('SCAN', cursor, 'COUNT', count)
  local keys, after = page[2], page[1]
  local within = after == behind or (after ~= '0' and segmentOf(after) == own)
  if within or count == 1 then
    -- One bucket at a time: what came from beyond the border came from there alone and belongs to the next segment.
    if not within then keys = {} end
    cursor = within and after ~= behind and after or '0'
    walked = walked + #keys
    for i = 1, #keys do add(keys[i]) end
  else
    -- This page crosses the border: it is read again, bucket by bucket up to there.
    count = 1
  end
  steps = steps + 1
  used = now() - started
-- A server whose clock stands still inside a script must not be held for the whole keyspace.
until cursor == '0' or used >= budget or steps >= 400

for _, cell in ipairs(order) do
  local types = {}
  for kind, keys in pairs(cell[9]) do
    types[#types + 1] = kind
    types[#types + 1] = keys
  end
  cell[9] = types
end
local big = {}
for _, entry in ipairs(biggest) do
  big[#big + 1] = entry[1]
  big[#big + 1] = entry[2]
end
return { cursor, walked, used, order, big }
