namespace Hubs.Silo;

/// <summary>
/// How long a process may go by the configuration it has without asking whether it is still in force. Nothing where the grain is in the same process: asking costs no more than
/// looking at a clock.
/// </summary>
public sealed record NetworkAge(TimeSpan Most);
