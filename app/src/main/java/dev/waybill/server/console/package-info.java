/** The console: pages for a person, rendered here, which show what runs and keep themselves up to date. */
@NullMarked
package dev.waybill.server.console;

import org.jspecify.annotations.NullMarked;
