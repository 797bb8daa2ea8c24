/** Pipelines that run in the foreground: signals, progress, how the run ends. */
@NullMarked
package dev.waybill.cli.run;

import org.jspecify.annotations.NullMarked;
