// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include <QSettings>
#include <QStandardPaths>

namespace corespan {

namespace {

QString usersFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/corespan/corespan.ini");
}

/// INI files hold text only, and QVariant calls every text that is not "false" or "0" true.
bool isBool(const QVariant& value)
{
    static const QStringList accepted{QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("1"),
                                      QStringLiteral("0")};
    return value.typeId() == QMetaType::Bool || accepted.contains(value.toString().toLower());
}

/// The value as `type`; invalid where it cannot be read as that.
QVariant converted(QVariant value, QMetaType type)
{
    if (!value.isValid() || (type.id() == QMetaType::Bool && !isBool(value)) || !value.convert(type))
        return {};
    return value;
}

} // namespace

Settings::Settings(QObject* parent) : Settings(usersFile(), parent) {}

Settings::Settings(const QString& file, QObject* parent)
    : QObject(parent), m_settings(std::make_unique<QSettings>(file, QSettings::IniFormat))
{
}

Settings::~Settings() = default;

QString Settings::file() const
{
    return m_settings->fileName();
}

QVariant Settings::read(const char* key, QMetaType type) const
{
    return converted(m_settings->value(QLatin1String(key)), type);
}

void Settings::write(const char* key, const QVariant& value)
{
    m_settings->setValue(QLatin1String(key), value);
    emit changed(QLatin1String(key));
}

} // namespace corespan
