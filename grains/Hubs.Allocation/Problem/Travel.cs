using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>How long a clinician needs from one hub to another.</summary>
internal static class Travel
{
    /// <summary>Assumed between two hubs whose distance nobody entered.</summary>
    public static readonly TimeSpan Unknown = TimeSpan.FromMinutes(30);

    public static TimeSpan Between(Network network, HubId from, HubId to) =>
        from == to
            ? TimeSpan.Zero
            : network
                .Travel.Where(t => (t.From == from && t.To == to) || (t.From == to && t.To == from))
                .Select(t => (TimeSpan?)t.Time)
                .Max()
                ?? Unknown;
}
