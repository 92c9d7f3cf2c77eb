/**
 * Many nodes in one Java machine, with a real Redis, to find what they cost each other before a server and its clients
 * hide it. Uses what the nodes consist of, and Jedis to ask Redis what it did. Each node has the threads that it has in
 * a server; one more drives them all.
 */
@NullMarked
package canyon.simulation;

import org.jspecify.annotations.NullMarked;
