using System.Collections.Immutable;

namespace Hubs.Model;

/// <summary>A clinician as others see one: null <see cref="Clinician"/> means nobody of that id was ever configured.</summary>
public sealed record ClinicianDays(Clinician? Clinician, ImmutableArray<DayClaim> Claims);
