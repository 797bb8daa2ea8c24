/** The program of the streams story: an ordinary pipeline, in a process of its own that is killed on the way. */
@NullMarked
package dev.waybill.cli.demo.worker;

import org.jspecify.annotations.NullMarked;
