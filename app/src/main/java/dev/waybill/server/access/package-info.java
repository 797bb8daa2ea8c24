/** Who may do what through the HTTP doors: tokens, roles, sessions of browsers, limits, and the audit of every change. */
@NullMarked
package dev.waybill.server.access;

import org.jspecify.annotations.NullMarked;
