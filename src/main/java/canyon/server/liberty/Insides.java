package canyon.server.liberty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is used of Liberty's insides, looked up once. The names are those of Open Liberty 26.0.0.3 (bundles
 * {@code com.ibm.ws.wsoc}, {@code com.ibm.ws.channelfw}); most of them are as old as its WebSockets.
 *
 * @param link the connection link of a session
 * @param monitor what guards the state of a link
 * @param writing of a link: what it is writing, guarded by the monitor
 * @param okToWrite of a link: takes the right to write, and says whether it was given
 * @param signalNotWriting of a link: gives the right to write back
 * @param context of a link: what writes to its TCP connection, or through TLS
 * @param setBuffers of a context: what it writes next
 * @param write of a context: begins; the result is null if it will call back
 * @param socket of a context
 * @param wrap of bytes: Liberty's buffer of them
 * @param bufferType Liberty's buffers
 * @param callbackType who is called back
 */
record Insides(
        MethodHandle link,
        MethodHandle monitor,
        MethodHandle writing,
        MethodHandle okToWrite,
        MethodHandle signalNotWriting,
        MethodHandle context,
        MethodHandle setBuffers,
        MethodHandle write,
        MethodHandle socket,
        MethodHandle wrap,
        Class<?> bufferType,
        Class<?> callbackType) {

    /** @throws IllegalStateException if something is not there, or not as it was */
    static Insides of(Class<?> sessionType) {
        try {
            return lookUp(sessionType);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("the insides of Open Liberty have changed: " + e, e);
        }
    }

    private static Insides lookUp(Class<?> sessionType) throws ReflectiveOperationException {
        Method session = sessionType.getMethod("getSessionImpl");
        Field link = field(session.getReturnType(), "connLink");
        Class<?> linkType = link.getType();
        Field connection = field(linkType, "tcpConnection");
        Method context = connection.getType().getMethod("getWriteInterface");
        Class<?> contextType = context.getReturnType();
        Method setBuffers = method(contextType, "setBuffers", 1);
        Method write = method(contextType, "write", 4);
        Method buffers = linkType.getMethod("getBufferManager");
        Method wrap = buffers.getReturnType().getMethod("wrap", ByteBuffer.class);
        return new Insides(
                chain(handle(session), handle(link)),
                handle(field(linkType, "linkSync")),
                handle(field(linkType, "writeLinkStatus")),
                handle(linkType.getMethod("okToWrite", boolean.class, boolean.class, boolean.class)),
                handle(linkType.getMethod("signalNotWriting")),
                chain(handle(connection), handle(context)),
                handle(setBuffers),
                handle(write),
                handle(contextType.getMethod("getSocket")),
                chain(handle(buffers), handle(wrap)),
                wrap.getReturnType(),
                write.getParameterTypes()[1]);
    }

    /** The link of one session. */
    Link link(Object session) {
        return new Link(this, get(() -> link.invoke(session)));
    }

    /** Liberty's buffers of these bytes, as an array of its own type. */
    Object wrapAll(Object ofLink, ByteBuffer[] bytes) {
        Object array = Array.newInstance(bufferType, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            ByteBuffer one = bytes[i];
            Array.set(array, i, get(() -> wrap.invoke(ofLink, one)));
        }
        return array;
    }

    /** Calls into Liberty, for what it always gives. */
    static Object get(Call call) {
        return Objects.requireNonNull(call(call));
    }

    /** Calls into Liberty, whose methods throw nothing that is checked. */
    static @Nullable Object call(Call call) {
        try {
            return call.make();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** One call of a handle. */
    interface Call {
        @Nullable
        Object make() throws Throwable;
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static Method method(Class<?> type, String name, int parameterCount) throws NoSuchMethodException {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == parameterCount) {
                return method;
            }
        }
        throw new NoSuchMethodException(type.getName() + '.' + name);
    }

    private static MethodHandle handle(Field field) throws IllegalAccessException {
        return generic(MethodHandles.lookup().unreflectGetter(field));
    }

    private static MethodHandle handle(Method method) throws IllegalAccessException {
        return generic(MethodHandles.lookup().unreflect(method));
    }

    /** The second of what the first gives, with further arguments for the second. */
    private static MethodHandle chain(MethodHandle first, MethodHandle second) {
        return MethodHandles.filterArguments(second, 0, first);
    }

    /** References as Object, whose types the compiler does not know; primitive types stay. */
    private static MethodHandle generic(MethodHandle handle) {
        MethodType type = handle.type().erase();
        return handle.asType(type.returnType() == void.class ? type.changeReturnType(Object.class) : type);
    }
}
