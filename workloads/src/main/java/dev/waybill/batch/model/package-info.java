/** What a table is to hold: columns, their types, and the model that names them. */
@NullMarked
package dev.waybill.batch.model;

import org.jspecify.annotations.NullMarked;
