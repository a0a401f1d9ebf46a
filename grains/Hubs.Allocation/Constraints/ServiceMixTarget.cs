using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A hub has the number of sessions of a service that its service mix aims at; what is missing beyond the minimum costs less.</summary>
internal sealed class ServiceMixTarget : ServiceMixShortfall
{
    public const string Id = "service-mix-target";

    private ServiceMixTarget(Timetable timetable, ServiceMix mix, int[] prices)
        : base(timetable, mix, prices) { }

    public static SoftRule? In(Timetable timetable)
    {
        var mix = new ServiceMix(timetable);
        return Weights.PricesOf(timetable.Week, Id) is { } prices && mix.HasTargets
            ? new ServiceMixTarget(timetable, mix, prices)
            : null;
    }

    public override string Name => Id;

    protected override int Wanted(ServiceTarget target) => target.Target;

    protected override string Sentence(int missing) =>
        $"{missing} sessions fewer than the service mix aims at, over all hubs";
}
