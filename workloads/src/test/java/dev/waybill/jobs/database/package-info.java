@NullMarked
package dev.waybill.jobs.database;

import org.jspecify.annotations.NullMarked;
