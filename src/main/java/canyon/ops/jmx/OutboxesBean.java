package canyon.ops.jmx;

import canyon.ops.Outboxes;

/** Tells of what waits for clients. */
record OutboxesBean(Outboxes outboxes, int limitBytes) implements OutboxesMXBean {
    @Override
    public long getWaitingBytes() {
        return outboxes.sample().bytes();
    }

    @Override
    public int getWaitingClients() {
        return outboxes.sample().clients();
    }

    @Override
    public int getLargestBytes() {
        return outboxes.sample().largest();
    }

    @Override
    public int getLimitBytes() {
        return limitBytes;
    }
}
