using Hubs.Model;

namespace Hubs.Web.Pages.Desk;

/// <summary>The buttons that take an appointment one step on, or one back.</summary>
public sealed record StatusForm(AppointmentRow Row, bool Small);
