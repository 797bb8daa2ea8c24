package dev.waybill.local.girder;

import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/** Where changes go so that a restart finds them. Called by {@link Documents} only, under its lock. */
interface Journal extends AutoCloseable {
    /** Keeps nothing. */
    Journal NONE = new Journal() {
        @Override
        public void replay(BiConsumer<Kind, ObjectNode> saved, BiConsumer<Kind, String> removed) {}

        @Override
        public void saved(Kind kind, ObjectNode document) {}

        @Override
        public void removed(Kind kind, String id) {}

        @Override
        public void close() {}
    };

    void replay(BiConsumer<Kind, ObjectNode> saved, BiConsumer<Kind, String> removed);

    void saved(Kind kind, ObjectNode document);

    void removed(Kind kind, String id);

    @Override
    void close();
}
