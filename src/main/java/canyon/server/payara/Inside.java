package canyon.server.payara;

import java.lang.reflect.Field;

/**
 * An object of which more is wanted than it tells.
 *
 * @param value the object
 */
record Inside(Object value) {
    static Inside of(Object value) {
        return new Inside(value);
    }

    /**
     * What one of its fields holds, whichever of its classes has it.
     *
     * @throws IllegalStateException if there is none, it may not be read, or is null
     */
    Inside field(String name) {
        try {
            Field field = declared(name);
            field.setAccessible(true);
            Object found = field.get(value);
            if (found == null) {
                throw new IllegalStateException(describe(name) + " is null");
            }
            return new Inside(found);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(describe(name) + " may not be read", e);
        }
    }

    /**
     * Puts a value into one of its fields.
     *
     * @throws IllegalStateException if there is none, or it may not be written
     */
    void set(String name, boolean to) {
        try {
            Field field = declared(name);
            field.setAccessible(true);
            field.setBoolean(value, to);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(describe(name) + " may not be written", e);
        }
    }

    private Field declared(String name) {
        for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        throw new IllegalStateException("there is no " + describe(name));
    }

    private String describe(String name) {
        return "field " + name + " of " + value.getClass().getName();
    }
}
