package canyon.redis;

/**
 * What Redis does in one step for the nodes. Each script has keys of one hash tag only, so that a Redis Cluster runs
 * it, needs nothing newer than Redis 5, and takes the time from Redis.
 *
 * <p>A presence channel is a hash: {@code *} holds its epoch and version, each other field is a socket id with
 * {@code node number\nuser\nmember}. It is there while it has seats.
 */
final class ClusterScripts {
    /** Functions of the scripts that change a presence channel; {@code KEYS[1]} is the channel. */
    private static final String LOG = """
            local function version()
              local epoch, number = string.match(redis.call('HGET', KEYS[1], '*') or '', '^(%d+) (%d+)$')
              if epoch then return epoch, tonumber(number) end
              local t = redis.call('TIME')
              return t[1] .. string.format('%06d', tonumber(t[2])), 0
            end
            local function written(epoch, number, channel, text)
              if redis.call('HLEN', KEYS[1]) == 1 then
                redis.call('DEL', KEYS[1])
              end
              redis.call('PUBLISH', channel, text .. ',"epoch":' .. epoch .. ',"number":' .. number .. '}')
            end
            """;

    /** ARGV: socket, node, user, member, limit, whether all seats are wanted, bus, message. */
    static final String JOIN = LOG + """
            local epoch, number = version()
            local old = redis.call('HGET', KEYS[1], ARGV[1])
            local status = 1
            if old then
              local node, user, member = string.match(old, '^(%S+) %d+[^\\n]*\\n([^\\n]*)\\n(.*)$')
              if user == ARGV[3] and member == ARGV[4] then status = node == ARGV[2] and 0 or 3 end
            end
            local limit = tonumber(ARGV[5])
            if not old and limit > 0 and redis.call('HLEN', KEYS[1]) > limit then
              local users, count = {}, 0
              for _, value in ipairs(redis.call('HVALS', KEYS[1])) do
                local user = string.match(value, '^%S+ %d+[^\\n]*\\n([^\\n]*)\\n')
                if user and not users[user] then
                  users[user] = true
                  count = count + 1
                end
              end
              if count >= limit and not users[ARGV[3]] then return {2, epoch, number, {}} end
            end
            if status ~= 0 then
              number = number + 1
              redis.call('HSET', KEYS[1], '*', epoch .. ' ' .. number)
              redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. number .. '\\n' .. ARGV[3] .. '\\n' .. ARGV[4])
              written(epoch, number, ARGV[7], ARGV[8])
            end
            return {status, epoch, number, ARGV[6] == '1' and redis.call('HGETALL', KEYS[1]) or {}}
            """;

    /** ARGV: socket, bus, message. */
    static final String LEAVE = LOG + """
            local epoch, number = version()
            if redis.call('HDEL', KEYS[1], ARGV[1]) == 1 then
              number = number + 1
              redis.call('HSET', KEYS[1], '*', epoch .. ' ' .. number)
              written(epoch, number, ARGV[2], ARGV[3])
            elseif number == 0 then
              epoch = '0'
            end
            return {epoch, number}
            """;

    /**
     * KEYS: the channel, a receipt. ARGV: node, bus, message, milliseconds for which the receipt is kept. Returns the
     * members who have no other seat, those of the receipt too.
     */
    static final String PURGE = LOG + """
            local epoch, number = version()
            local users, gone, sockets, left = {}, {}, {}, {}
            local all = redis.call('HGETALL', KEYS[1])
            for i = 1, #all, 2 do
              local node, user, member = string.match(all[i + 1], '^(%S+) %d+[^\\n]*\\n([^\\n]*)\\n(.*)$')
              if node == ARGV[1] then
                gone[#gone + 1] = {user, member}
                sockets[#sockets + 1] = all[i]
              elseif user then
                users[user] = true
              end
            end
            local function add(seats)
              for _, seat in ipairs(seats) do
                if not users[seat[1]] then
                  users[seat[1]] = true
                  left[#left + 1] = seat
                end
              end
            end
            add(gone)
            add(cjson.decode(redis.call('GET', KEYS[2]) or '[]'))
            if #gone > 0 then
              for _, socket in ipairs(sockets) do
                redis.call('HDEL', KEYS[1], socket)
              end
              if #left > 0 then
                redis.call('SET', KEYS[2], cjson.encode(left), 'PX', ARGV[4])
              end
              number = number + 1
              redis.call('HSET', KEYS[1], '*', epoch .. ' ' .. number)
              written(epoch, number, ARGV[2], ARGV[3] .. ',"left":' .. cjson.encode(sockets))
            end
            local members = {}
            for i, seat in ipairs(left) do
              members[i] = seat[2]
            end
            return members
            """;

    /**
     * KEYS: the channel's counts, a receipt. ARGV: node, subscriptions, bus, message or nothing, milliseconds for which
     * a receipt is kept of a channel that is occupied or vacated by it, whether there may be one. What has become of
     * the channel since is told by whoever did it, so that an older receipt is not to be told after it.
     */
    static final String COUNT = """
            local before = 0
            for _, count in ipairs(redis.call('HVALS', KEYS[1])) do
              before = before + (tonumber(count) or 0)
            end
            local after = before - (tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0') or 0) + tonumber(ARGV[2])
            if ARGV[2] == '0' then
              redis.call('HDEL', KEYS[1], ARGV[1])
            else
              redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            end
            if ARGV[4] ~= '' and before ~= after then
              redis.call('PUBLISH', ARGV[3], ARGV[4] .. ',"total":' .. after .. '}')
            end
            if ARGV[6] == '1' and before == after then
              local was, is = string.match(redis.call('GET', KEYS[2]) or '', '^(%d+) (%d+)$')
              if was and (tonumber(is) > 0) == (after > 0) then return {tonumber(was), tonumber(is)} end
            end
            if ARGV[5] ~= '0' and (before > 0) ~= (after > 0) then
              redis.call('SET', KEYS[2], before .. ' ' .. after, 'PX', ARGV[5])
            end
            return {before, after}
            """;

    /** KEYS: the channel's last event. ARGV: an event, milliseconds that are left of its time. */
    static final String KEEP = """
            if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
              redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            end
            """;

    /** KEYS: the channel's last event. */
    static final String LAST = """
            return {redis.call('GET', KEYS[1]) or '', redis.call('PTTL', KEYS[1])}
            """;

    /**
     * KEYS: leases, facts. ARGV: node, its facts, milliseconds, whether it is new, milliseconds of the longest lease.
     */
    static final String RENEW = """
            local t = redis.call('TIME')
            local now = t[1] * 1000 + math.floor(t[2] / 1000)
            local lost = 0
            if ARGV[4] ~= '1' then
              local ends = redis.call('ZSCORE', KEYS[1], ARGV[1])
              if not ends or tonumber(ends) < now or redis.call('HGET', KEYS[2], ARGV[1]) == '-' then lost = 1 end
            end
            if lost == 0 then
              redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
              redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
            end
            local latest = now + ARGV[5]
            for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. latest, '+inf')) do
              redis.call('ZADD', KEYS[1], latest, node)
            end
            local living = {}
            for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], now, '+inf')) do
              local facts = redis.call('HGET', KEYS[2], node)
              if facts ~= '-' then
                living[#living + 1] = node
                living[#living + 1] = facts or '{}'
              end
            end
            return {lost, living, redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. now)}
            """;

    /** KEYS: leases, facts. ARGV: node, milliseconds. */
    static final String CLAIM = """
            local t = redis.call('TIME')
            local now = t[1] * 1000 + math.floor(t[2] / 1000)
            local ends = redis.call('ZSCORE', KEYS[1], ARGV[1])
            if not ends or tonumber(ends) >= now then return 0 end
            redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
            redis.call('HSET', KEYS[2], ARGV[1], '-')
            return 1
            """;

    /** KEYS: leases, facts. ARGV: node. */
    static final String BURY = """
            redis.call('HDEL', KEYS[2], ARGV[1])
            return redis.call('ZREM', KEYS[1], ARGV[1])
            """;

    private ClusterScripts() {}
}
