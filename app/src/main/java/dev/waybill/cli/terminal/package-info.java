/** What is known about the screen, and the one line on it that is redrawn. */
@NullMarked
package dev.waybill.cli.terminal;

import org.jspecify.annotations.NullMarked;
