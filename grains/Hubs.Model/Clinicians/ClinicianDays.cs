using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hubs.Model;

/// <summary>A clinician as others see one: null <see cref="Clinician"/> means nobody of that id was ever configured.</summary>
public sealed record ClinicianDays(Clinician? Clinician, ImmutableArray<DayClaim> Claims)
{
    /// <summary>What the clinician's own calendars take of those days.</summary>
    public ImmutableArray<BusyTime> Busy { get; init; } = [];

    /// <summary>Sessions that stand although the clinician's own calendar says otherwise: for somebody to resolve.</summary>
    [JsonIgnore]
    public IEnumerable<DayClaim> Clashes =>
        Claims.Where(claim => Busy.Any(busy => busy.Takes(claim.Date, claim.Window)));
}
