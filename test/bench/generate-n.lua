-- Writes a piece of the dataset: key i is the same in every run.
-- KEYS   none
-- ARGV   1 first index
--        2 last index
--        3 'real' or 'small' values
--        4 only this namespace, or ''
--        5 text the values are cut from, at least 64 KiB
-- OUT    keys written
local first, last, real, only, text = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3] == 'real', ARGV[4], ARGV[5]
local written = 0

-- Numbers are doubles: below 5.6 million indexes every product is exact. The multiplier is odd, so no hash comes twice.
local function hashOf(i) return (i * 1597334677) % 4294967296 end
local function mixed(hash) return (hash * 69069 + 12345) % 4294967296 end

local function value(size, hash)
  if size <= 32768 then
    local from = hash % 32768
    return string.sub(text, from + 1, from + size)
  end
  return string.sub(string.rep(text, math.ceil(size / #text)), 1, size)
end

local function put(namespace, name, size, hash)
  if only ~= '' and only ~= namespace then return end
  redis.call('SET', namespace .. ':' .. name, value(size, hash), 'EX', 7200 + hash % 80000)
  written = written + 1
end

for i = first, last do
  local hash = hashOf(i)
  local size = mixed(hash)
  local id = string.format('%08x', hash)
  local body = real and 2048 + size % 18432 or 60 + size % 200
  local share = i % 1000
  if i % 10000 == 0 then
    local namespace = ({ 'pncp', 'comprasnet', 'govbr' })[(i / 10000) % 3 + 1]
    local heavy = real and i % 100000 == 0
    put(namespace, 'daily_fetch:' .. id, heavy and 102400 + size % 1900000 or body, hash)
  elseif share < 197 then put('pncp', 'search_v2:' .. id, real and 2048 + size % 8192 or body, hash)
  elseif share < 297 then put('pncp', 'embeddings:' .. id, real and 6200 or body, hash)
  elseif share < 416 then put('comprasnet', 'search_v2:' .. id, real and 2048 + size % 8192 or body, hash)
  elseif share < 475 then put('govbr', 'search_v2:' .. id, real and 2048 + size % 8192 or body, hash)
  elseif share < 504 then
    if i % 100000 == 500 then put('unified', 'search_combined:' .. id .. ':gz', real and 300000 or body, hash)
    else put('unified', 'search_combined:' .. id, body, hash) end
  elseif share < 574 then put('unified', 'synonyms:termo ' .. id, 60 + size % 200, hash)
  elseif share < 584 then put('sessions', id, 100 + size % 1000, hash)
  elseif only == '' or only == 'unified' then
    local key = 'unified:deduplication:' .. id
    local fields = real and i % 2000 == 999 and 700 or 2
    for field = 1, fields do redis.call('HSET', key, 'f' .. field, id) end
    redis.call('EXPIRE', key, 7200 + hash % 80000)
    written = written + 1
  end
end
return written
