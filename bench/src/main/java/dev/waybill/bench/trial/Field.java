package dev.waybill.bench.trial;

import dev.waybill.bench.contender.Contender;
import java.util.ArrayList;
import java.util.List;

/** The contenders of one comparison, each in a JVM of its own; all but the one that is measured are idle. */
public final class Field implements AutoCloseable {
    private final List<ContenderProcess> processes = new ArrayList<>();
    private int groups;

    public Field(List<Contender> contenders, String servers, int partitions, List<String> jvmOptions) {
        for (var contender : contenders) {
            processes.add(new ContenderProcess(contender, servers, partitions, jvmOptions));
        }
    }

    public List<ContenderProcess> processes() {
        return List.copyOf(processes);
    }

    /** The name of a consumer group that was never used. */
    public String newGroup() {
        return "bench-" + groups++;
    }

    @Override
    public void close() {
        processes.forEach(ContenderProcess::close);
    }
}
