package canyon.config;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** The addresses that share their first {@code bits} bits with {@code first}, as in {@code 10.0.0.0/8}. */
record AddressBlock(InetAddress first, int bits) {
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    AddressBlock {
        byte[] bytes = first.getAddress();
        if (bits < 0 || bits > bytes.length * 8) {
            throw new IllegalArgumentException("/" + bits + " is too long for " + first.getHostAddress());
        }
        for (int bit = bits; bit < bytes.length * 8; bit++) {
            if (bitOf(bytes, bit) != 0) {
                throw new IllegalArgumentException(first.getHostAddress() + "/" + bits
                        + " is no block: the address has bits set after the first " + bits);
            }
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code ::1/128}, or one address. @throws IllegalArgumentException if it is neither */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = AddressLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("\"" + text + "\" is neither an address nor a CIDR block");
        }
        if (slash < 0) {
            return new AddressBlock(address, address.getAddress().length * 8);
        }
        String bits = text.substring(slash + 1);
        if (!BITS.matcher(bits).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" has no number after the /");
        }
        return new AddressBlock(address, Integer.parseInt(bits));
    }

    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (bitOf(mine, bit) != bitOf(other, bit)) {
                return false;
            }
        }
        return true;
    }

    private static int bitOf(byte[] bytes, int bit) {
        return bytes[bit / 8] >> (7 - bit % 8) & 1;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
