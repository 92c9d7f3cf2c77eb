package canyon.config.imported;

import jakarta.json.JsonNumber;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of one thing that an import says. */
@FunctionalInterface
interface Rule {
    int MAX_DIGITS = 18;

    /** For what is in something that has no inside. */
    Rule NO_OBJECT = (found, findings) -> findings.wrong(found, "is within what must be a single value");

    void apply(Found found, Findings findings);

    /**
     * Applies the rule of a name, or else of the nearest group that it is in, which the rules write with {@code .*}.
     *
     * @param path name with dots
     * @param product for people, if there is no rule
     */
    static void apply(Map<String, Rule> rules, String path, Found found, Findings findings, String product) {
        Rule rule = find(rules, path);
        if (isGroup(rules, path)) {
            if (!found.isEmpty()) {
                findings.wrong(found, "must be an object");
            }
        } else if (rule == null) {
            findings.unknown(found, product);
        } else if (!found.resolved()) {
            findings.wrong(found, "refers to a variable that is not set");
        } else if (!found.isEmpty()) {
            rule.apply(found, findings);
        }
    }

    /** Whether there is a rule for a name, or for something in it. */
    static boolean knows(Map<String, Rule> rules, String path) {
        return find(rules, path) != null || isGroup(rules, path);
    }

    private static boolean isGroup(Map<String, Rule> rules, String path) {
        return rules.keySet().stream().anyMatch(name -> name.startsWith(path + "."));
    }

    private static @Nullable Rule find(Map<String, Rule> rules, String path) {
        Rule rule = rules.get(path);
        for (int dot = path.lastIndexOf('.'); rule == null && dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            String outer = path.substring(0, dot);
            rule = rules.containsKey(outer) ? NO_OBJECT : rules.get(outer + ".*");
        }
        return rule;
    }

    /** What is said elsewhere, or has no meaning of its own. */
    static Rule nothing() {
        return (found, findings) -> {};
    }

    static Rule left(String why) {
        return (found, findings) -> findings.leave(found, why);
    }

    /** As {@link #left}, unless it is what holds anyway. */
    static Rule leftUnless(String usual, String why) {
        return (found, findings) -> {
            if (!found.text().equals(usual)) {
                findings.leave(found, why);
            }
        };
    }

    /** The same text under Canyon's key. */
    static Rule text(String key) {
        return (found, findings) -> {
            if (found.isPlain()) {
                findings.take(found, key, found.text().strip());
            } else {
                findings.wrong(found, "must be a single value");
            }
        };
    }

    static Rule flag(String key) {
        return (found, findings) -> {
            if (isFlag(found, findings)) {
                findings.take(found, key, String.valueOf(found.isTrue()));
            }
        };
    }

    /** Says nothing by itself. */
    static Rule flag() {
        return Rule::isFlag;
    }

    private static boolean isFlag(Found found, Findings findings) {
        boolean isFlag = found.isPlain()
                && found.text().strip().matches("(?i)true|false|\\((?:true|false)\\)|on|off|yes|no|1|0");
        if (!isFlag) {
            findings.wrong(found, "must be true or false");
        }
        return isFlag;
    }

    /** -1 is no limit, as 0 is to Canyon. */
    static Rule count(String key) {
        return number(key, number -> number.signum() < 0 ? "0" : plain(number));
    }

    static Rule seconds(String key) {
        return number(key, number -> "PT" + number.toPlainString() + "S");
    }

    static Rule millis(String key) {
        return number(key, number -> "PT" + number.movePointLeft(3).toPlainString() + "S");
    }

    /**
     * A size in other units than bytes.
     *
     * @param unit bytes of one
     */
    static Rule bytes(String key, int unit) {
        return number(key, number -> plain(number.multiply(BigDecimal.valueOf(unit))));
    }

    private static String plain(BigDecimal number) {
        return number.toBigInteger().toString();
    }

    private static Rule number(String key, Function<BigDecimal, String> written) {
        return (found, findings) -> {
            BigDecimal number = numberOf(found);
            if (number == null) {
                findings.wrong(found, "must be a number");
            } else {
                findings.take(found, key, written.apply(number));
            }
        };
    }

    /** Null if it is none, or one with so many digits that nobody can mean it. */
    static @Nullable BigDecimal numberOf(Found found) {
        if (found.value() instanceof JsonNumber number) {
            BigDecimal value = number.bigDecimalValue();
            // Written out, 1e999999999 would fill the memory.
            return value.precision() <= MAX_DIGITS && Math.abs(value.scale()) <= MAX_DIGITS ? value : null;
        }
        String text = found.text().strip();
        return found.isPlain() && text.matches("-?\\d{1,12}(?:\\.\\d{1,6})?") ? new BigDecimal(text) : null;
    }
}
