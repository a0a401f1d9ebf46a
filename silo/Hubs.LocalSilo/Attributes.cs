using System.Globalization;

namespace Hubs.LocalSilo;

/// <summary>Calls to this grain class may interleave at awaits. Inherited.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;

/// <summary>The method does not change the grain: it may interleave with other read-only calls.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;

/// <summary>The method may interleave with anything.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;

/// <summary>The caller does not wait and learns nothing of the outcome.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;

/// <summary>How long callers of this interface method wait, as a <see cref="TimeSpan"/> ("00:00:02").</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    public TimeSpan? Timeout { get; } = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);
}

/// <summary>
/// Calls to one key may run on several activations at once, so the grain must keep nothing that matters.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute(int maxLocalWorkers = -1) : Attribute
{
    /// <summary>-1: as many as there are processors.</summary>
    public int MaxLocalWorkers { get; } = maxLocalWorkers;
}

/// <summary>How long an activation of this class may stay idle before it is deactivated.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CollectionAgeLimitAttribute : Attribute
{
    public CollectionAgeLimitAttribute() { }

    public CollectionAgeLimitAttribute(string ageLimit)
    {
        TimeSpan age = TimeSpan.Parse(ageLimit, CultureInfo.InvariantCulture);
        Minutes = age.TotalMinutes;
    }

    public double Days { get; init; }
    public double Hours { get; init; }
    public double Minutes { get; init; }

    /// <summary>Never deactivated for being idle.</summary>
    public bool AlwaysActive { get; init; }

    public TimeSpan AgeLimit =>
        AlwaysActive
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
}

/// <summary>Activations of this class are never deactivated for being idle.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepAliveAttribute : Attribute;
