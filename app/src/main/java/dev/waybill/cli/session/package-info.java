/** What every command is given: the global options, the terminal, the environment and the settings. */
@NullMarked
package dev.waybill.cli.session;

import org.jspecify.annotations.NullMarked;
