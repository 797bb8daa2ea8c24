/** What a developer tests a pipeline with: topics in memory, a clock that obeys, a sink that fails as it is told. */
@NullMarked
package dev.waybill.testkit;

import org.jspecify.annotations.NullMarked;
