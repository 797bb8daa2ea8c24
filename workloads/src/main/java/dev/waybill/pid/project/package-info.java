/** The projects whose events become handles: what a project says about itself, those built in, and which one serves an event. */
@NullMarked
package dev.waybill.pid.project;

import org.jspecify.annotations.NullMarked;
