package dev.waybill.pipeline;

import dev.waybill.delivery.Stage;
import java.util.List;

/** Steps that end in a sink. */
public final class Branch {
    private final List<Stage> stages;

    Branch(List<Stage> stages) {
        this.stages = stages;
    }

    List<Stage> stages() {
        return stages;
    }
}
