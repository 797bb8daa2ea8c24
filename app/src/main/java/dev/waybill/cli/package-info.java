/** The command: its tree, its start, and nothing that a subcommand does. */
@NullMarked
package dev.waybill.cli;

import org.jspecify.annotations.NullMarked;
