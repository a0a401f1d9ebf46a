using Hubs.Model;

namespace Hubs.Allocation;

/// <summary>A hub has at least as many sessions of a service as its service mix sets as the minimum.</summary>
internal sealed class ServiceMixMinimum : ServiceMixShortfall
{
    public const string Id = "service-mix-minimum";

    private ServiceMixMinimum(Timetable timetable, ServiceMix mix, int[] prices)
        : base(timetable, mix, prices) { }

    public static SoftRule? In(Timetable timetable)
    {
        var mix = new ServiceMix(timetable);
        return Weights.PricesOf(timetable.Week, Id) is { } prices && mix.HasTargets
            ? new ServiceMixMinimum(timetable, mix, prices)
            : null;
    }

    public override string Name => Id;

    protected override int Wanted(ServiceTarget target) => target.Minimum;

    protected override string Sentence(int missing) =>
        $"{missing} sessions fewer than the minimum of the service mix, over all hubs";
}
