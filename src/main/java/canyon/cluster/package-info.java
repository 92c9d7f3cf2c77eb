/**
 * Several nodes as one server: who is alive, what they tell each other, and who is in presence channels on all of them.
 * Uses broker, channel, connection, message, metrics and config; how it is kept in Redis is the business of another
 * package ({@link canyon.cluster.Ledger}). One thread of its own does everything in turn ({@link canyon.cluster.Desk}).
 */
@NullMarked
package canyon.cluster;

import org.jspecify.annotations.NullMarked;
