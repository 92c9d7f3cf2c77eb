package canyon.cluster;

import canyon.message.Presence;

/**
 * A connection of a member, as all nodes know it.
 *
 * @param node that it is connected to
 */
public record Seat(Presence presence, String node) {}
