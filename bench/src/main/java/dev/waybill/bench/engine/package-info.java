/** The engine: its tracker alone, and whole pipelines beside the ceiling and the peers. */
@NullMarked
package dev.waybill.bench.engine;

import org.jspecify.annotations.NullMarked;
