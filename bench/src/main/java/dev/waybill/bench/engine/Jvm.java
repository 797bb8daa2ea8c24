package dev.waybill.bench.engine;

import java.util.List;

/** How the contenders' JVMs are started. */
final class Jvm {
    /** Room enough that nobody is slow for want of it. */
    static final List<String> ROOMY = List.of("-Xms1g", "-Xmx2g");

    /** What a small container has. */
    static final List<String> SMALL = List.of("-Xmx512m");

    private Jvm() {}
}
