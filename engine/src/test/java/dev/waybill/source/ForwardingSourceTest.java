package dev.waybill.source;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ForwardingSourceTest {
    @Test
    void nothingIsAnsweredWithoutTheOtherSource() {
        assertThat(calls(ForwardingSource.class))
                .usingElementComparator(comparing(Method::getName).thenComparing(m -> m.getParameterCount()))
                .containsExactlyInAnyOrderElementsOf(calls(RecordSource.class).toList());
    }

    /** A default of the interface that is not overridden would answer by itself. */
    private static Stream<Method> calls(Class<?> type) {
        return Stream.of(type.getDeclaredMethods()).filter(m -> !m.isSynthetic());
    }
}
