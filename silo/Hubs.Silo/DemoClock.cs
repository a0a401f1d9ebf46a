using Microsoft.Extensions.Configuration;

namespace Hubs.Silo;

/// <summary>
/// Demo mode may be shown as at another time, for example a busy Tuesday morning on a Sunday: <c>--Demo:Ahead
/// 1.14:00:00</c> sets its clock that far ahead of the machine's.
/// </summary>
public sealed class DemoClock(TimeSpan ahead) : TimeProvider
{
    public static TimeProvider Of(IConfiguration configuration) =>
        configuration.GetValue<TimeSpan>("Demo:Ahead") is var ahead && ahead == TimeSpan.Zero
            ? System
            : new DemoClock(ahead);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
