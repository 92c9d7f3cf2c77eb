package canyon.ops.jmx;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/** A bean whose operations tell a console what they do; without that it would show {@code drain(p1)}. */
final class ExplainedBean extends StandardMBean {
    <T> ExplainedBean(T bean, Class<T> form) {
        super(bean, form, true);
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation) {
        return explained(operation).map(Explained::value).orElseGet(operation::getDescription);
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return explained(operation)
                .map(Explained::parameters)
                .filter(names -> sequence < names.length)
                .map(names -> names[sequence])
                .orElseGet(parameter::getName);
    }

    /** No two operations of a form have the same name. */
    private Optional<Explained> explained(MBeanOperationInfo operation) {
        return Arrays.stream(getMBeanInterface().getMethods())
                .filter(method -> method.getName().equals(operation.getName()))
                .flatMap(method -> Stream.ofNullable(method.getAnnotation(Explained.class)))
                .findFirst();
    }
}
