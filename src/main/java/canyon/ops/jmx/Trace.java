package canyon.ops.jmx;

/** Whether each authorization leaves a line in the log. Safe for use from any thread. */
public interface Trace {
    boolean isOn();

    void turn(boolean on);
}
