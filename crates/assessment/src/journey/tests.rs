//! Journeys without a browser: send an event, look at the effects, answer one, look at the model.
